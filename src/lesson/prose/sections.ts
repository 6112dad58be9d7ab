import { errorAt, type Finding } from '../finding.ts';
import type { Section } from '../prose.ts';
import { offsetOfLine, type Source } from '../source.ts';
import { type Block, plainText } from './blocks.ts';
import { commentsOf, type Marker } from './comments.ts';
import { type Question, questionOf } from './questions.ts';

interface Draft extends Section {
  title: string;
  readonly body: Block[];
  readonly hints: (readonly Block[])[];
  readonly instructor: Block[];
  readonly questions: Question[];
}

/** A question that has begun and has not ended. */
interface OpenQuestion {
  readonly id: string;
  readonly line: number;
  readonly blocks: Block[];
}

/** Sorts the blocks of a file into its parts, as the markers between them say. */
export class SectionBuilder {
  readonly findings: Finding[] = [];
  closingLine: number | undefined;
  private title: string | undefined;
  private readonly intro: Block[] = [];
  private readonly closing: Block[] = [];
  private readonly notes: Block[] = [];
  private readonly sections = new Map<string, Draft>();
  private section: Draft | undefined;
  private awaitsHeading = false;
  private inNotes = false;
  private question: OpenQuestion | undefined;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /** Obeys the markers in a piece of HTML that starts on `line`. */
  markers(html: string, line: number): void {
    const start = offsetOfLine(this.source, line);
    for (const { index, marker } of commentsOf(html).comments) {
      if (marker) this.obey(marker, start + index, line + html.slice(0, index).split('\n').length - 1);
    }
  }

  add(block: Block): void {
    if (this.awaitsHeading && this.section) {
      if (block.type === 'heading') {
        this.awaitsHeading = false;
        this.section.title = plainText(block.children);
        return;
      }
      this.missHeading();
    }
    if (this.question) this.question.blocks.push(block);
    else if (this.inNotes) (this.section?.instructor ?? this.notes).push(block);
    else if (this.section) this.addToSection(this.section, block);
    else if (this.closingLine !== undefined) this.closing.push(block);
    else if (block.type === 'heading' && block.depth === 1 && this.title === undefined) {
      this.title = plainText(block.children);
    } else this.intro.push(block);
  }

  finish() {
    this.endSection();
    const { title, intro, sections, closing, notes } = this;
    return { title, intro, sections: sections as ReadonlyMap<string, Section>, closing, instructor: notes };
  }

  private addToSection(section: Draft, block: Block): void {
    if (block.type === 'admonition' && block.tone === 'tip') section.hints.push(block.children);
    else section.body.push(block);
  }

  private obey(marker: Marker, offset: number, line: number): void {
    if (marker.type !== 'question-end') this.endQuestion(false);
    switch (marker.type) {
      case 'question':
        this.startQuestion(marker.question, offset, line);
        break;
      case 'question-end':
        if (!this.question) this.fault(offset, 'marker', 'no question to end here', 'take it out');
        this.endQuestion(true);
        break;
      case 'step':
        this.startSection(marker.step, offset, line);
        break;
      case 'end':
        this.endSection();
        this.closingLine ??= line;
        break;
      case 'instructor':
        this.inNotes = true;
        break;
      case 'instructor-end':
        if (!this.inNotes)
          this.fault(offset, 'marker', 'no notes for the instructor to end here', 'take it out');
        this.inNotes = false;
        break;
      case 'unclosed':
        this.fault(offset, 'marker', 'this comment is never closed', 'end it with -->');
        break;
      case 'malformed':
        this.fault(offset, 'marker', 'this comment looks like a marker and is none', `write ${marker.meant}`);
    }
  }

  private startSection(step: string, offset: number, line: number): void {
    this.endSection();
    this.section = { step, title: step, body: [], hints: [], instructor: [], questions: [], line };
    this.awaitsHeading = true;
    const first = this.sections.get(step);
    if (!first) {
      this.sections.set(step, this.section);
      return;
    }
    const message = `a second section for step \`${step}\`; the first is in line ${first.line}`;
    this.fault(offset, 'section-twice', message, 'make one of the two');
  }

  private startQuestion(id: string, offset: number, line: number): void {
    if (this.section) this.question = { id, line, blocks: [] };
    else
      this.fault(offset, 'marker', 'a question that belongs to no step', 'move it into the section of one');
  }

  private endQuestion(asMarked: boolean): void {
    const { question } = this;
    if (!question) return;
    this.question = undefined;
    this.section?.questions.push(questionOf(question.id, question.line, question.blocks));
    if (asMarked) return;
    const message = `the question \`${question.id}\` is never ended`;
    this.fault(
      offsetOfLine(this.source, question.line),
      'marker',
      message,
      'write <!-- /question --> below its explanation',
    );
  }

  private endSection(): void {
    this.endQuestion(false);
    if (this.awaitsHeading) this.missHeading();
    this.section = undefined;
    this.inNotes = false;
  }

  private missHeading(): void {
    this.awaitsHeading = false;
    if (!this.section) return;
    const { step, line } = this.section;
    const message = `the section of step \`${step}\` does not start with a heading`;
    this.fault(
      offsetOfLine(this.source, line),
      'section-heading',
      message,
      'write `## Title` on the line below',
    );
  }

  private fault(offset: number, rule: string, message: string, fix: string): void {
    this.findings.push(errorAt(this.source, offset, rule, message, fix));
  }
}
