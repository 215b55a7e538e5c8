using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People;

public sealed class PeopleModule : IModule
{
    public string Name => "people";
    public int Floor => 3;

    public void Model(ModelBuilder model) { }
}
