import {EditorState, StateEffect, Compartment} from "@codemirror/state";
import {EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars} from "@codemirror/view";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {searchKeymap, highlightSelectionMatches} from "@codemirror/search";
import {HighlightStyle, syntaxHighlighting, indentUnit, indentOnInput} from "@codemirror/language";
import {lintGutter, setDiagnostics, lintKeymap} from "@codemirror/lint";
import {yaml} from "@codemirror/lang-yaml";
import {tags} from "@lezer/highlight";
window.careerprintEditor = {EditorState, EditorView, Compartment, keymap, lineNumbers, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, defaultKeymap, history, historyKeymap, searchKeymap, highlightSelectionMatches, HighlightStyle, syntaxHighlighting, indentUnit, indentOnInput, lintGutter, setDiagnostics, lintKeymap, yaml, tags};
