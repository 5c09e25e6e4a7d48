import type { LanguageRegistration } from '@shikijs/types';
import c from '@shikijs/langs/c';
import clojure from '@shikijs/langs/clojure';
import cmake from '@shikijs/langs/cmake';
import cpp from '@shikijs/langs/cpp';
import csharp from '@shikijs/langs/csharp';
import css from '@shikijs/langs/css';
import dart from '@shikijs/langs/dart';
import docker from '@shikijs/langs/docker';
import elixir from '@shikijs/langs/elixir';
import fsharp from '@shikijs/langs/fsharp';
import go from '@shikijs/langs/go';
import graphql from '@shikijs/langs/graphql';
import groovy from '@shikijs/langs/groovy';
import haskell from '@shikijs/langs/haskell';
import java from '@shikijs/langs/java';
import javascript from '@shikijs/langs/javascript';
import jsx from '@shikijs/langs/jsx';
import julia from '@shikijs/langs/julia';
import kotlin from '@shikijs/langs/kotlin';
import less from '@shikijs/langs/less';
import lua from '@shikijs/langs/lua';
import make from '@shikijs/langs/make';
import objectiveC from '@shikijs/langs/objective-c';
import ocaml from '@shikijs/langs/ocaml';
import perl from '@shikijs/langs/perl';
import php from '@shikijs/langs/php';
import powershell from '@shikijs/langs/powershell';
import proto from '@shikijs/langs/proto';
import python from '@shikijs/langs/python';
import r from '@shikijs/langs/r';
import ruby from '@shikijs/langs/ruby';
import rust from '@shikijs/langs/rust';
import scala from '@shikijs/langs/scala';
import scss from '@shikijs/langs/scss';
import shellscript from '@shikijs/langs/shellscript';
import sql from '@shikijs/langs/sql';
import swift from '@shikijs/langs/swift';
import terraform from '@shikijs/langs/terraform';
import tsx from '@shikijs/langs/tsx';
import typescript from '@shikijs/langs/typescript';
import zig from '@shikijs/langs/zig';

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
