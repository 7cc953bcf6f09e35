"""What is doubtful in rule packs, told before anything is judged by them: one check, or a few that belong together, a
module. Codes and severities: resources/lint.json."""
