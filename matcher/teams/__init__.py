"""One company, several counterparts: the smallest team that answers a need with more than one part."""

from matcher.teams.cover import Team, best_team, smallest_team
from matcher.teams.coverage import answer_parts
from matcher.teams.parts import split_need

__all__ = ["Team", "answer_parts", "best_team", "smallest_team", "split_need"]
