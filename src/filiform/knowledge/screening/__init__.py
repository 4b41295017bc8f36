"""What rules needling out, or asks for care: rules, medicines, conditions, hazards as data."""
