"""What follows from the plan and is shown in tables of several levels."""
