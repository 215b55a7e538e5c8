using System.Net;
using System.Net.Sockets;

namespace Kaki.Tests.Harness;

internal static class Free
{
    /// <summary>A loopback port nobody listens on.</summary>
    public static int Port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
