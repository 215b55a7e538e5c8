using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Trust;

public sealed class TrustModule : IModule
{
    public string Name => "trust";
    public int Floor => 2;

    public void Model(ModelBuilder model) { }
}
