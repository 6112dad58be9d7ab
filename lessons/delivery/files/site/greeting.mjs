export const greeting = (name) => `Welcome aboard, ${name}!`;
