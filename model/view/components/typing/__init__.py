"""A field for a number that a person types (`typing.js`), for the components that need one."""
