import { conform } from './conform.ts';

await conform('1.32', 'the command lines with kubectl 1.32 on the practice cluster');
