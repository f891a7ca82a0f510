"""What a map of cells is drawn with (`map_shapes.js`): one shape a kind of cell, whatever the number of cells."""
