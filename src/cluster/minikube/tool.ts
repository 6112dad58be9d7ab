import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NotReadyError } from '../../base/errors.ts';
import { findProgram } from '../../base/find-program.ts';

const run = promisify(execFile);

/** A question to minikube is answered within this many milliseconds, or not at all. */
const patience = 60_000;

/** The learner's minikube, asked about one profile. */
export interface Minikube {
  /** Its program. */
  readonly program: string;
  /** Whether the profile's cluster runs. */
  isRunning(): Promise<boolean>;
  /** Whether there is such a profile at all. */
  exists(): Promise<boolean>;
  /** What the profile runs in: docker, kvm2, qemu2, … ; undefined where it does not say. */
  driver(): Promise<string | undefined>;
  /** Standard output of a command about this profile. @throws when it fails */
  ask(...args: string[]): Promise<string>;
}

interface Status {
  Host?: string;
  APIServer?: string;
}

interface Profiles {
  valid?: { Name: string; Config?: { Driver?: string } }[];
  invalid?: { Name: string }[];
}

/** @throws NotReadyError where there is no minikube on `environment`'s PATH */
export async function findMinikube(
  profile: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<Minikube> {
  const program = findProgram('minikube', environment.PATH);
  if (program === undefined) {
    throw new NotReadyError(
      'there is no minikube on this machine (not on PATH)',
      'pilotage doctor --cluster minikube says how to install it; --cluster practice needs nothing.',
    );
  }
  const ask = async (...args: string[]) =>
    (await run(program, ['-p', profile, ...args], { env: environment, timeout: patience })).stdout;
  const profiles = async () => parse<Profiles>(await said(ask('profile', 'list', '-o', 'json')));
  return {
    program,
    ask,
    async isRunning() {
      // Its exit code says that it does not run; its words, what of it does.
      const statuses = parse<Status | Status[]>(await said(ask('status', '-o', 'json')));
      const first = Array.isArray(statuses) ? statuses[0] : statuses;
      return first?.Host === 'Running' && first.APIServer === 'Running';
    },
    async exists() {
      const { valid = [], invalid = [] } = (await profiles()) ?? {};
      return [...valid, ...invalid].some(({ Name }) => Name === profile);
    },
    async driver() {
      return (await profiles())?.valid?.find(({ Name }) => Name === profile)?.Config?.Driver;
    },
  };
}

/** What a command printed, also when it failed. */
async function said(asking: Promise<string>): Promise<string> {
  try {
    return await asking;
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? '');
  }
}

function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
