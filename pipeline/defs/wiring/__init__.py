"""What the stages share: home, order of a run, partitions, jobs, schedules, sensor."""
