import { input, lines } from './awk-lines.ts';
import { inBusybox } from './in-busybox.ts';

inBusybox('awk of busybox', { input, lines });
