using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Insight;

public sealed class InsightModule : IModule
{
    public string Name => "insight";
    public int Floor => 6;

    public void Model(ModelBuilder model) { }
}
