import type { LanguageRegistration } from '@shikijs/types';
import c from '@shikijs/langs-precompiled/c';
import clojure from '@shikijs/langs-precompiled/clojure';
import cmake from '@shikijs/langs-precompiled/cmake';
import cpp from '@shikijs/langs-precompiled/cpp';
import csharp from '@shikijs/langs-precompiled/csharp';
import css from '@shikijs/langs-precompiled/css';
import dart from '@shikijs/langs-precompiled/dart';
import docker from '@shikijs/langs-precompiled/docker';
import elixir from '@shikijs/langs-precompiled/elixir';
import fsharp from '@shikijs/langs-precompiled/fsharp';
import go from '@shikijs/langs-precompiled/go';
import graphql from '@shikijs/langs-precompiled/graphql';
import groovy from '@shikijs/langs-precompiled/groovy';
import haskell from '@shikijs/langs-precompiled/haskell';
import java from '@shikijs/langs-precompiled/java';
import javascript from '@shikijs/langs-precompiled/javascript';
import jsx from '@shikijs/langs-precompiled/jsx';
import julia from '@shikijs/langs-precompiled/julia';
import kotlin from '@shikijs/langs-precompiled/kotlin';
import less from '@shikijs/langs-precompiled/less';
import lua from '@shikijs/langs-precompiled/lua';
import make from '@shikijs/langs-precompiled/make';
import objectiveC from '@shikijs/langs-precompiled/objective-c';
import ocaml from '@shikijs/langs-precompiled/ocaml';
import perl from '@shikijs/langs-precompiled/perl';
import php from '@shikijs/langs-precompiled/php';
import powershell from '@shikijs/langs-precompiled/powershell';
import proto from '@shikijs/langs-precompiled/proto';
import python from '@shikijs/langs-precompiled/python';
import r from '@shikijs/langs-precompiled/r';
import ruby from '@shikijs/langs-precompiled/ruby';
import rust from '@shikijs/langs-precompiled/rust';
import scala from '@shikijs/langs-precompiled/scala';
import scss from '@shikijs/langs-precompiled/scss';
import shellscript from '@shikijs/langs-precompiled/shellscript';
import sql from '@shikijs/langs-precompiled/sql';
import swift from '@shikijs/langs-precompiled/swift';
import terraform from '@shikijs/langs-precompiled/terraform';
import tsx from '@shikijs/langs-precompiled/tsx';
import typescript from '@shikijs/langs-precompiled/typescript';
import zig from '@shikijs/langs-precompiled/zig';

/** A grammar, after those that it embeds. */
export type Grammar = readonly LanguageRegistration[];

/** Language ids as VS Code names them → TextMate grammar, the ones that VS Code uses itself. Others are shown plain. */
export const GRAMMARS: ReadonlyMap<string, Grammar> = new Map([
  ['c', c],
  ['clojure', clojure],
  ['cmake', cmake],
  ['cpp', cpp],
  ['csharp', csharp],
  ['css', css],
  ['dart', dart],
  ['dockerfile', docker],
  ['elixir', elixir],
  ['fsharp', fsharp],
  ['go', go],
  ['graphql', graphql],
  ['groovy', groovy],
  ['haskell', haskell],
  ['java', java],
  ['javascript', javascript],
  ['javascriptreact', jsx],
  ['julia', julia],
  ['kotlin', kotlin],
  ['less', less],
  ['lua', lua],
  ['makefile', make],
  ['objective-c', objectiveC],
  ['ocaml', ocaml],
  ['perl', perl],
  ['php', php],
  ['powershell', powershell],
  ['proto3', proto],
  ['python', python],
  ['r', r],
  ['ruby', ruby],
  ['rust', rust],
  ['scala', scala],
  ['scss', scss],
  ['shellscript', shellscript],
  ['sql', sql],
  ['swift', swift],
  ['terraform', terraform],
  ['typescript', typescript],
  ['typescriptreact', tsx],
  ['zig', zig],
]);

/** What a piece of code has to stand after to be read rightly: a method is one only in a class, PHP begins as HTML. */
export function contextOf(language: string, isMember: boolean): string {
  const inClass = isMember ? 'class _ {' : '';
  if (language === 'php') return `<?php ${inClass}`;
  return CLASSES.has(language) ? inClass : '';
}

const CLASSES = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'java', 'csharp', 'groovy']);
