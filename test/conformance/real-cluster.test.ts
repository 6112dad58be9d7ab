import { conform } from './conform.ts';

await conform('real', 'the command lines on a real cluster');
