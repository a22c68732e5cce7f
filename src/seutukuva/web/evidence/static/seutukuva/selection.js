// What the reader selects in a source's text goes into the box for a passage's words. The box works without this.
"use strict";

document.addEventListener("selectionchange", () => {
  const box = document.querySelector("textarea[data-selection-of]");
  const selection = document.getSelection();
  if (!box || !selection || selection.isCollapsed) return;
  const text = document.getElementById(box.dataset.selectionOf);
  if (text && text.contains(selection.anchorNode) && text.contains(selection.focusNode)) {
    box.value = selection.toString().trim();
  }
});
