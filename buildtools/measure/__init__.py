"""What `build.py bench` measures; runs in the virtual environment, unlike the rest."""
