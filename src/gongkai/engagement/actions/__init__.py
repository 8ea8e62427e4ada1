"""What people do in the room. The only place that writes.

``publishing`` whatever the public sees: draft, edit, restore, publish, take down; ``enclosures`` files of these;
``opinions`` sent, entered, grouped, decided; ``feedback`` begun from the decisions.
"""
