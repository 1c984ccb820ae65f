"""The site where people compete with what they and the machines compose."""
