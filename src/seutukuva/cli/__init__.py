"""The command line: one module per room, no arithmetic."""
