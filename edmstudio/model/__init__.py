"""The learned analyser: network, checkpoint, prediction; torch lives here and in learning."""
