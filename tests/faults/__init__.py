"""What goes wrong on a real machine, done for real: kills, full disks, damage, neighbours."""
