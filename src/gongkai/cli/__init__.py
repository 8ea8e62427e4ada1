"""The command line: one module for each command, imported only when the command is called.

``main``      the group, and the edge where exceptions become one line and an exit status
``chinese``   what the click library says, in Chinese
``inputs``    FILE… → files to read
``outputs``   where results go: standard output, a file, a folder
"""
