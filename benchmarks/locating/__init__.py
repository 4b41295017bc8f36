"""How well locating ranks simulated people, beside plainer ideas: ``make evaluate``."""
