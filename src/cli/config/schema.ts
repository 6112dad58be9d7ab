import * as z from 'zod';
import { parseDuration } from '../../base/duration.ts';
import { languages } from '../../base/languages.ts';
import { parseKey } from '../../ui/keys/key-names.ts';
import { type Intent, intents, type KeyChoice } from '../../ui/keys/keymap.ts';
import { themeNames } from '../../ui/themes/names.ts';

/** What `config.yaml` may say. The messages are noun phrases: a finding says "`pace` must be <message>". */

const aKey = 'a key such as x, Ctrl-X, Alt-x, Enter, Space, Tab, PgDn, Home or ↑';

const key = z
  .string(aKey)
  .refine((text) => parseKey(text) !== undefined, aKey)
  .transform((text) => parseKey(text) ?? text);

const keysOfIntent = z
  .union([key.transform((name) => [name]), z.array(key).min(1, 'at least one key')], {
    error: `${aKey}, or a list of such keys`,
  })
  .optional();

const keyShape = Object.fromEntries(intents.map((intent) => [intent, keysOfIntent]));

const aMirror = 'none, or the address of a mirror such as http://192.168.1.10:5055';

function isAddress(text: string): boolean {
  return /^https?:\/\/[^/?#@]+\/*$/.test(text) && URL.canParse(text);
}

export const settingSchemas = {
  theme: z.enum(themeNames),
  language: z.enum(languages),
  cluster: z
    .string()
    .regex(/^(practice|minikube(:.+)?|context:.+)$/, 'practice, minikube, minikube:PROFILE or context:NAME'),
  mirror: z
    .string(aMirror)
    .refine((text) => text === 'none' || isAddress(text), aMirror)
    .transform((text) => text.replace(/\/+$/, '')),
  pace: z
    .string('manual, or a duration such as 5s')
    .refine(
      (text) => text === 'manual' || parseDuration(text) !== undefined,
      'manual, or a duration such as 5s',
    ),
  plain: z.boolean(),
  'screen-reader': z.boolean(),
  tour: z.boolean(),
} as const;

export const configSchema = z.strictObject({
  theme: settingSchemas.theme.optional(),
  language: settingSchemas.language.optional(),
  cluster: settingSchemas.cluster.optional(),
  mirror: settingSchemas.mirror.optional(),
  pace: settingSchemas.pace.optional(),
  plain: settingSchemas.plain.optional(),
  'screen-reader': settingSchemas['screen-reader'].optional(),
  tour: settingSchemas.tour.optional(),
  keys: z.strictObject(keyShape as Record<Intent, typeof keysOfIntent>).optional(),
});

export type SettingName = keyof typeof settingSchemas;
export type Values = { readonly [Name in SettingName]: z.infer<(typeof settingSchemas)[Name]> };
export const settingNames = Object.keys(settingSchemas) as readonly SettingName[];

/** A config file that has no faults. */
export interface ConfigFile extends Partial<Values> {
  readonly keys?: KeyChoice;
}
