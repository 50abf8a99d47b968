"""Career profiles: records, rules and library; it knows nothing of figures and pages."""
