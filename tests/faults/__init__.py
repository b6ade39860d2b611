"""What happens to servers: kills, damage, load, slow clients, full disks."""
