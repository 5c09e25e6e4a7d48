export declare const GRAMMAR_FILES: readonly string[];
