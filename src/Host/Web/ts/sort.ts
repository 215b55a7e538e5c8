/** Items of a list put into another order by dragging: with a mouse at once, with a finger after it was held still. */
export class DragToSort {
  private readonly list: HTMLElement;
  private readonly count: () => number;
  private readonly move: (from: number, to: number) => void;
  private dragged = -1;

  /** `count`: how many of the list's first children can be moved; what follows them stays last. */
  constructor(list: HTMLElement, count: () => number, move: (from: number, to: number) => void) {
    this.list = list;
    this.count = count;
    this.move = move;
  }

  /** Lets `handle` drag its `item`, the list's `i`th. */
  hold(item: HTMLElement, handle: HTMLElement, i: number): void {
    let still: ReturnType<typeof setTimeout> | undefined;
    handle.addEventListener("pointerdown", e => {
      if (e.button !== 0) return;
      const begin = () => {
        this.dragged = i;
        item.classList.add("is-drag");
        handle.setPointerCapture(e.pointerId);
      };
      const x = e.clientX, y = e.clientY;
      if (e.pointerType === "mouse") {
        // Held from the first: a quick hand has left the item before it has moved five points.
        handle.setPointerCapture(e.pointerId);
        handle.addEventListener("pointermove", m => { if (this.dragged < 0 && m.buttons && Math.hypot(m.clientX - x, m.clientY - y) > 5) begin(); });
      } else {
        // A finger first holds still, so that the list can still be swept sideways.
        still = setTimeout(begin, 350);
      }
    });
    handle.addEventListener("pointermove", e => {
      if (this.dragged !== i) return;
      for (const t of this.list.children) t.classList.toggle("is-over", t !== item && within(t, e));
    });
    handle.addEventListener("pointerup", e => {
      clearTimeout(still);
      if (this.dragged !== i) return;
      this.dragged = -1;
      item.classList.remove("is-drag");
      const to = [...this.list.children].findIndex(t => within(t, e));
      if (to >= 0 && to < this.count() && to !== i) this.move(i, to);
      for (const t of this.list.children) t.classList.remove("is-over");
    });
    handle.addEventListener("pointercancel", () => {
      clearTimeout(still);
      this.dragged = -1;
      item.classList.remove("is-drag");
    });
    handle.addEventListener("touchmove", e => { if (this.dragged === i) e.preventDefault(); }, { passive: false });
    handle.addEventListener("contextmenu", e => { if (this.dragged === i) e.preventDefault(); });
  }
}

function within(el: Element, e: PointerEvent): boolean {
  const r = el.getBoundingClientRect();
  return e.clientX >= r.left && e.clientX < r.right && e.clientY >= r.top - 20 && e.clientY < r.bottom + 20;
}
