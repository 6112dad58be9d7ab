/** Stands in for React's debugger, which Ink loads only when a developer of Ink asks for it. */
export default {};
