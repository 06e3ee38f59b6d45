//! What is shown of a tree, as plain structures: how they look is the business of `render`.
