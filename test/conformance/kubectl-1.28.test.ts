import { conform } from './conform.ts';

await conform('1.28', 'the command lines with kubectl 1.28 on the practice cluster');
