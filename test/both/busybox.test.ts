import { lines } from './busybox-lines.ts';
import { inBusybox } from './in-busybox.ts';

inBusybox('the shell and the commands of busybox', { lines });
