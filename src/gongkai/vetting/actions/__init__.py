"""What people do in the room: ``review`` before publication, ``after`` it, ``arranging`` how it is done."""
