using System;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Fuzz;

/// <summary>Bytes that are hardly a request: the local endpoint answers in HTTP or hangs up, and serves the next one.</summary>
public sealed class EndpointFuzzTests : EndpointSession
{
    [Fact]
    public async Task Requests_changed_at_random_harm_nobody()
    {
        Uri url = new(Endpoint.Url);
        Mutations mutations = new(
            Encoding.ASCII.GetBytes($"POST /model/amazon.nova-lite-v1%3A0/converse HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AK/20250101/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=00\r\nX-Amz-Date: 20250101T000000Z\r\nContent-Length: 2\r\n\r\n{{}}"),
            Encoding.ASCII.GetBytes($"GET /foundation-models?byProvider=a%20b HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {Endpoint.ApiKey}\r\n\r\n"),
            Encoding.ASCII.GetBytes($"POST /model/m/invoke HTTP/1.1\r\nHost: {url.Authority}\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\nAuthorization: Bearer {Endpoint.ApiKey}\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
            Encoding.ASCII.GetBytes($"PUT /bucket/key?partNumber=1&uploadId=x HTTP/1.1\r\nHost: {url.Authority}\r\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Encoding: aws-chunked\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AK/20250101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00\r\nContent-Length: 10\r\n\r\n5\r\nhello\r\n0"));
        foreach ((string name, byte[] bytes) in mutations.Take(250))
        {
            using TcpClient client = new();
            await client.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

            // Nothing more comes: a request that is cut short is over, too.
            client.Client.Shutdown(SocketShutdown.Send);
            byte[] answer = new byte[1024];
            int read;
            try
            {
                read = await stream.ReadAsync(answer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            }
            catch (System.IO.IOException)
            {
                continue;
            }

            Assert.True(read == 0 || Encoding.ASCII.GetString(answer, 0, read).StartsWith("HTTP/1.", StringComparison.Ordinal), name);
            Assert.False(Encoding.ASCII.GetString(answer, 0, read).StartsWith("HTTP/1.1 500", StringComparison.Ordinal), $"{name}\n{Encoding.ASCII.GetString(answer, 0, read)}");
        }

        Assert.NotEmpty(Shell.Run($"Invoke-BRModel hi -Model {Nova}"));
        Assert.Empty(Shell.Errors);
    }
}
