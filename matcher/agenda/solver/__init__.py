"""From a problem to an agenda: who meets by a flow, when by a timetable, better by small moves."""
