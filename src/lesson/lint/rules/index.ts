import type { Rule } from '../rule.ts';
import { checkThatCannotFail, checkThatCannotPass, resourceNeverMade } from './checks.ts';
import { wrongEncoding } from './encoding.ts';
import { imageListedInVain, imageNotListed } from './images.ts';
import { brokenLink, commandDiffers, languageDiffers } from './prose.ts';
import { secretInLesson, unsetVariable, unusedFile } from './references.ts';
import { changeWithoutCheck, lookThatChanges, lookWithoutOutput, resumeWithoutCheck } from './steps.ts';
import { curlyQuote, invisibleSpace, splitVariable, typographicDash, unknownVerb } from './typography.ts';
import { imageWithoutTag, unpinnedVersion } from './versions.ts';

/** What lint looks for in a lesson that can be loaded. */
export const rules: readonly Rule[] = [
  changeWithoutCheck,
  lookWithoutOutput,
  lookThatChanges,
  resumeWithoutCheck,
  checkThatCannotFail,
  checkThatCannotPass,
  resourceNeverMade,
  unsetVariable,
  unusedFile,
  secretInLesson,
  imageWithoutTag,
  imageNotListed,
  imageListedInVain,
  unpinnedVersion,
  commandDiffers,
  brokenLink,
  languageDiffers,
  curlyQuote,
  typographicDash,
  invisibleSpace,
  splitVariable,
  unknownVerb,
  wrongEncoding,
];
