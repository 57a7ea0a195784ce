"""The making of agendas: who meets whom by flow, when by matching and chains, with a bound that is proven."""
