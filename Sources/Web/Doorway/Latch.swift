internal import NIOCore
internal import NIOHTTP1

/// Stands on one connection, right behind the parser, and ends it where it must end.
///
/// - A request that could be read in two ways is refused, and nothing behind it is read.
/// - An answer that is given before its request has ended ends the connection with it.
/// - What still comes then is thrown away, for a moment and up to a size.
/// - A reader that takes nothing for too long is let go.
final class Latch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Said by whoever reads a body that may be waiting to be asked for.
    struct BodyWanted: Sendable {}

    private let limits: WebLimits
    private let hallway: Hallway
    private var seat: Hallway.Seat?
    private var exchanges = Exchanges()
    /// Nothing that comes is heard any more.
    private var isDeaf = false
    private var ignoredBytes = 0
    private var isWatchingReader = false

    init(_ limits: WebLimits, in hallway: Hallway) {
        (self.limits, self.hallway) = (limits, hallway)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        seat = hallway.enter(context.channel)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if let seat { hallway.leave(seat) }
        seat = nil
    }

    // MARK: What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isDeaf else { return ignore(part, context) }
        switch part {
        case .head(let head):
            guard head.isProper else { return errorCaught(context, HTTPParserError.unknown) }
            exchanges.begin(closes: !head.isKeepAlive, isOld: head.isOld)
        case .body:
            break
        case .end:
            isDeaf = !exchanges.finish()
            note()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        errorCaught(context, error)
    }

    /// What was asked before is answered first, then that this was no request.
    private func errorCaught(_ context: ChannelHandlerContext, _ error: any Error) {
        guard !isDeaf else { return }
        isDeaf = true
        context.fireErrorCaught(error)
    }

    private func ignore(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        guard case .body(let bytes) = part else { return }
        ignoredBytes += bytes.readableBytes
        if ignoredBytes > limits.ignoredBytesMax { context.close(promise: nil) }
    }

    private func note() {
        if let seat { hallway.note(seat, isAnswered: exchanges.isAnswering) }
    }

    // MARK: What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.code >= 200:
            let manner = exchanges.answer()
            if manner.closes { head.headers.replaceOrAdd(name: "Connection", value: "close") }
            if manner.isOld { head.version = .http1_0 }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .head, .body:
            context.write(data, promise: promise)
        case .end:
            let endsNow = exchanges.answered()
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { _ in
                endsNow ? self.linger(context) : self.note()
            }
            context.write(data, promise: written)
            guard endsNow else { return }
            isDeaf = true
            flush(context: context)
        }
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyWanted else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        watchReader(context)
    }

    /// The last answer is out; whoever is still sending would not read it if the end came together
    /// with it.
    private func linger(_ context: ChannelHandlerContext) {
        context.close(mode: .output, promise: nil)
        let pause = TimeAmount.seconds(limits.lingerSecondsMax)
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            context.close(promise: nil)
        }
    }

    /// Looks again after a while whether anything of what waits was taken.
    private func watchReader(_ context: ChannelHandlerContext) {
        guard !isWatchingReader, let waiting = waitingBytes(context), waiting > 0 else { return }
        isWatchingReader = true
        let pause = TimeAmount.seconds(limits.stalledSecondsMax)
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            self.isWatchingReader = false
            guard context.channel.isActive, let left = self.waitingBytes(context) else { return }
            guard left < waiting else { return context.close(promise: nil) }
            self.watchReader(context)
        }
    }

    private func waitingBytes(_ context: ChannelHandlerContext) -> Int? {
        try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
    }
}

/// Puts the latch where it belongs: what Hummingbird lets us add comes after its own translation.
final class LatchFitter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    private let limits: WebLimits
    private let hallway: Hallway

    init(_ limits: WebLimits, in hallway: Hallway) {
        (self.limits, self.hallway) = (limits, hallway)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(Latch(limits, in: hallway), position: .after(parser))
        } catch {
            // Without it the door would be less than it promises: nobody comes in then.
            context.close(promise: nil)
        }
    }
}
