"""Lets ``python -m careerprint`` stand for the command."""

from careerprint.cli.command_line import main

main()
