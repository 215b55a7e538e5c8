using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

internal sealed class TopicsPageModel(AppDb db, HotTopics hot) : PageModel
{
    private const int MostHot = 50, MostOwn = 100;
    public IReadOnlyList<TopicHeat> Hot { get; private set; } = [];
    public IReadOnlyList<string> Own { get; private set; } = [];

    public async Task OnGet()
    {
        Hot = await hot.Top(MostHot);
        if (HttpContext.Caller().MemberId is { } me)
            Own = await db.Set<TopicFollow>().Where(f => f.MemberId == me).OrderByDescending(f => f.At).Take(MostOwn).Join(db.Set<Topic>(), f => f.TopicId, t => t.Id, (_, t) => t.Name).ToListAsync();
    }
}
