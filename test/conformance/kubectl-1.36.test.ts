import { conform } from './conform.ts';

await conform('1.36', 'the command lines with kubectl 1.36 on the practice cluster');
