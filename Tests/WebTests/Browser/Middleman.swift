import Curl
import Support

/// A proxy that takes `no-store` away, as some on the way do: then a browser keeps the page whole.
struct Middleman: Sendable {
    let address: String
    private let process: ChildProcess

    init(before house: WebHouse) async throws {
        let port = try Live.freePort()
        address = "http://127.0.0.1:\(port)"
        process = try ChildProcess(
            "a proxy",
            "/usr/bin/python3",
            ["-c", Self.program, "\(port)", "\(house.port)"],
            log: Live.root + "/.run/middleman.log"
        )
        let courier = Courier()
        defer { courier.close() }
        try await until(within: .seconds(10), "the proxy answers") {
            try process.mustRun()
            let request = Curl.Request(method: "GET", url: address + "/essai/status")
            return (try? await courier.send(request))?.status == 200
        }
    }

    func close() async throws {
        try await process.killAtOnce()
    }

    private static let program = """
        import asyncio, sys

        async def carry(reader, writer):
            try:
                while piece := await reader.read(65536):
                    writer.write(piece.replace(b"Cache-Control: no-store", b"X-Nothing: no-store"))
                    await writer.drain()
            except OSError:
                pass
            writer.close()

        async def meet(reader, writer):
            back, on = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
            await asyncio.gather(carry(reader, on), carry(back, writer))

        async def main():
            async with await asyncio.start_server(meet, "127.0.0.1", int(sys.argv[1])) as server:
                await server.serve_forever()

        asyncio.run(main())
        """
}
