"""Plots of what is computed about tracks; pyqtgraph is loaded with the first one."""
