"""What stands around the timeline: header, pads, transport, events, history, templates."""
