"""What people do in the room: ``editing`` editions, ``enacting`` them, ``owing``, ``fulfilling``. The only place that writes."""
