"""Lets ``python -m careerprint`` stand for the command."""

from careerprint.cli import main

main()
