using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Notices;

internal sealed class NoticesPageModel(ListNotices list, TimeProvider clock) : PageModel
{
    public Page<ListNotices.Row> Notices { get; private set; } = null!;
    public string? Group { get; private set; }

    public Instant Drawn { get; private set; }

    public async Task OnGet(string? kind, string? after)
    {
        Group = NoticeGroups.Kinds(kind) is null ? null : kind;
        Drawn = Instant.Now(clock);
        Notices = await list.Run(HttpContext.Caller(), Cursor.Of(after), Group);
    }
}
