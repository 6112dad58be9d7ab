import { conform } from './conform.ts';

await conform('own', "the command lines with the practice cluster's own kubectl");
