using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

/// <summary>What waits under one's notes, and the words that make comments wait.</summary>
internal sealed class HeldPageModel(ListHeld held, FilterWords filter) : PageModel, IShowAgain
{
    public Page<CommentView> Held { get; private set; } = new([], null);
    public string FilterText { get; private set; } = "";

    public async Task OnGet(string? after)
    {
        Held = await held.Run(HttpContext.Caller(), Cursor.Of(after));
        FilterText = string.Join("\n", await filter.Of(HttpContext.Caller().Member));
    }

    public async Task<IActionResult> OnPost(string? words)
    {
        FilterText = (words ?? "").CutTo(8000);
        await filter.Put(HttpContext.Caller(), FilterText.Split(['\n', ',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return this.SeeOther("/me/comments");
    }

    public async Task Fill(Caller caller) => Held = await held.Run(caller, after: null);
}
