import type { ContainerProgram } from './program.ts';

/** The image `hello-world`: says that everything works. */
export const hello: ContainerProgram = async ({ stdout }) => {
  stdout(`
Hello from Docker!
This message shows that your installation appears to be working correctly.

The image was found in the practice cluster's catalogue, a container was made
from it, and this is what the program in the container printed.

`);
  return 0;
};
