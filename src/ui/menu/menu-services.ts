import type { Examination } from '../../cluster/doctor/examine.ts';
import type { LessonGlance } from '../../lesson/load.ts';
import type { MenuItem } from './menu-screen.ts';

/** What the menu asks of whoever knows the machine. */
export interface MenuServices {
  /** The workshops, each with the run of it that was begun on a cluster. */
  readonly items: (cluster: string) => readonly MenuItem[];
  /** The clusters that there are, by the names that the command line has for them. */
  readonly clusters: () => Promise<readonly string[]>;
  /** What this machine misses for a workshop on a cluster. */
  readonly examine: (lesson: LessonGlance, cluster: string) => Promise<Examination>;
}
